// What the graders of the MDN HTTP Observatory say of one page. Their own scan drops the port, so the page is fetched
// with one and the graders are run over it. A cookie that the server gave at signing in is put into the jar as it gave it.
import { pathToFileURL } from "node:url";

const [modules, port, path, cookie] = process.argv.slice(2);
const at = (file) =>
  pathToFileURL(`${modules}/@mdn/mdn-http-observatory/src/${file}`).href;
const { retrieve } = await import(at("retriever/retriever.js"));
const { ALL_TESTS } = await import(at("constants.js"));
const { getScoreModifier } = await import(at("grader/grader.js"));

const headers = ["Accept: text/html"];
if (cookie) headers.push(`Cookie: ${cookie.split(";")[0]}`);
// Nothing listens in clear beside it.
const found = await retrieve("localhost", { httpPort: "1", httpsPort: port, path, headers });
if (cookie) found.session.jar.setCookieSync(cookie, `https://localhost:${port}/`);
const lines = ALL_TESTS.map((test) => {
  const said = test(found);
  return { name: said.constructor.name, result: said.result, pass: said.pass, points: getScoreModifier(said.result) };
});
const { status, verified } = found.responses.auto;
console.log(JSON.stringify({ status, verified, lines }));
