// NLP.js as a contestant: `node nlpjs.js train FOLDER`, then `node nlpjs.js read FOLDER`.
"use strict";

const fs = require("fs");
const path = require("path");
const { containerBootstrap } = require("@nlpjs/core");
const { NluManager, NluNeural } = require("@nlpjs/nlu");
const { LangHi } = require("@nlpjs/lang-hi");
const { LangEn } = require("@nlpjs/lang-en");

const started = performance.now();

// NLP.js wants to be told the language; the script is the best that can be told of a message.
const localeOf = (text) => (/[\u0900-\u0963]/.test(text) ? "hi" : "en");

function rowsOf(file) {
  const lines = fs.readFileSync(file, "utf-8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

async function newManager() {
  const container = await containerBootstrap();
  container.use(LangHi);
  container.use(LangEn);
  container.register("NeuralNlu", NluNeural, false);
  return new NluManager({
    container,
    locales: ["hi", "en"],
    trainByDomain: false,
    nlu: { log: false },
  });
}

async function train(folder) {
  const manager = await newManager();
  for (const { text, label } of rowsOf(path.join(folder, "train.jsonl"))) {
    manager.add(localeOf(text), text, label);
  }
  await manager.train({ log: false });
  fs.writeFileSync(path.join(folder, "nlpjs.json"), JSON.stringify(manager.toJSON()));
}

async function read(folder) {
  const manager = await newManager();
  manager.fromJSON(JSON.parse(fs.readFileSync(path.join(folder, "nlpjs.json"), "utf-8")));
  const labelOf = async (text) => (await manager.process(localeOf(text), text)).intent;
  await labelOf("नमस्ते");
  const load_seconds = (performance.now() - started) / 1000;

  const labels = [];
  const milliseconds = [];
  const before = process.cpuUsage();
  for (const { text } of rowsOf(path.join(folder, "test.jsonl"))) {
    const begun = performance.now();
    labels.push(await labelOf(text));
    milliseconds.push(performance.now() - begun);
  }
  const used = process.cpuUsage(before);
  const cpu_seconds = (used.user + used.system) / 1e6;
  const memory_mb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ labels, milliseconds, cpu_seconds, load_seconds, memory_mb }));
}

const [step, folder] = process.argv.slice(2);
({ train, read })[step](folder);
