// Stopped where $STOP says: next() is called before each statement of 003_tokens, next.before(sql)
// before each that the runner runs. Thrown out of, as by a lost connection, or killed.
const stop = process.env.STOP ? JSON.parse(process.env.STOP) : { at: 0 };
let statement = 0;

module.exports = function next() {
  if (++statement !== stop.at) return;
  if (stop.how === "is killed") process.kill(process.pid, "SIGKILL");
  throw new Error("Network connection lost");
};

module.exports.before = function before(sql) {
  if (stop.before && sql.includes(stop.before)) process.kill(process.pid, "SIGKILL");
};
