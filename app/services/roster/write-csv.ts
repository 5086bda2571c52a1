/** Rows as CSV; no cell is taken for a formula by a spreadsheet. */
export function writeCsv(rows: readonly (readonly string[])[], delimiter = ","): string {
  return `${rows.map((row) => row.map((text) => field(text, delimiter)).join(delimiter)).join("\r\n")}\r\n`;
}

function field(text: string, delimiter: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return plain.includes(delimiter) || /["\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}
