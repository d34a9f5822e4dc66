// Loaded into the server by `npm start`: when the launcher is gone, however it went, the server stops as on SIGTERM
// instead of keeping the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
