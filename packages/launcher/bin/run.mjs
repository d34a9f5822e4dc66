#!/usr/bin/env node
// The one door to every script in package.json. Plain JavaScript without dependencies: it runs before anything is
// installed, on whatever Node is there, and hands over to the Node that the lock file brings along.

const LEAST = 20;
if (Number(process.versions.node.split('.')[0]) < LEAST) {
  console.error(`Heping needs Node ${LEAST} or newer. This is Node ${process.versions.node}.`);
  process.exit(1);
}

const { launch } = await import('../src/launch.mjs');
process.exitCode = await launch(process.argv.slice(2));
