// Circles in a graph, found as its strongly connected components (Tarjan, without recursion).

/** Each set of nodes that can all reach each other, sorted; a node that points at itself is one too. */
export function cyclesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];

  for (const start of edges.keys()) if (!order.has(start)) walk(start);
  return found.map((nodes) => nodes.sort()).sort((a, b) => String(a[0]).localeCompare(String(b[0])));

  function walk(start: string): void {
    const path = [enter(start)];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { value: next, done } = step.rest.next();
      if (done) {
        path.pop();
        leave(step.node);
        const above = path.at(-1);
        if (above) lower(above.node, lowest.get(step.node));
      } else if (!order.has(next)) {
        path.push(enter(next));
      } else if (isOpen.has(next)) {
        lower(step.node, order.get(next));
      }
    }
  }

  function enter(node: string) {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    open.push(node);
    isOpen.add(node);
    return { node, rest: (edges.get(node) ?? new Set<string>()).values() };
  }

  /** Nothing below reaches further up than the node itself: what was opened since is one component. */
  function leave(node: string): void {
    if (lowest.get(node) !== order.get(node)) return;
    const component = open.splice(open.indexOf(node));
    for (const member of component) isOpen.delete(member);
    if (component.length > 1 || edges.get(node)?.has(node)) found.push(component);
  }

  function lower(node: string, to: number | undefined): void {
    lowest.set(node, Math.min(lowest.get(node) ?? Infinity, to ?? Infinity));
  }
}
