/**
 * In the place of what y-websocket would say between tabs: each tab has its own line to the server (`disableBc` in
 * connection.ts), so that nothing goes past the guard. vite.config.ts puts this there, and nobody loads the other.
 */
const nothing = (): void => undefined;
export { nothing as publish, nothing as subscribe, nothing as unsubscribe };
