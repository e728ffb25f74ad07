// Save a filled form again with two libraries other than ours, as counties' own programs do. See make_producers.py.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, source, folder] = process.argv.slice(2);
const load = createRequire(`${modules}/`);
const ExcelJS = load("exceljs");
const SheetJS = load("xlsx");

const book = new ExcelJS.Workbook();
await book.xlsx.readFile(source);
await book.xlsx.writeFile(`${folder}/exceljs.xlsx`);

const read = SheetJS.read(readFileSync(source), { cellFormula: true, cellStyles: true, cellNF: true, cellDates: false });
for (const [name, bookType] of [["sheetjs.xlsx", "xlsx"], ["sheetjs.xls", "biff8"]]) {
  writeFileSync(`${folder}/${name}`, SheetJS.write(read, { type: "buffer", bookType, compression: true }));
}
