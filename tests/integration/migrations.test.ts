import { readFileSync } from "node:fs";
import { sql } from "kysely";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { migrateToLatest, pendingMigrations } from "#db/connect.ts";
import { onBothDatabases } from "./databases.ts";

const SCHEMA = new URL("../../db/schema/", import.meta.url);

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(new URL(file, SCHEMA), "utf8"), ts.ScriptTarget.ES2022);
}

/** The interface's properties, in order; refuses what this reading would not see. */
function properties(source: ts.SourceFile, name: string): ts.PropertySignature[] {
  const found = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  if (!found) throw new Error(`${source.fileName} declares no interface ${name}`);
  if (found.heritageClauses) throw new Error(`${name} extends another interface; spell its columns out`);
  return found.members.map((member) => {
    if (!ts.isPropertySignature(member)) throw new Error(`${name} has a member that is not a column`);
    return member;
  });
}

function nameOf(property: ts.PropertySignature): string {
  if (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) return property.name.text;
  throw new Error("A column's name must be written out");
}

/** Table → its columns, sorted, as db/schema says. */
function declaredTables(): Record<string, string[]> {
  const index = parse("index.ts");
  const files = new Map<string, string>();
  for (const statement of index.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const element of bindings.elements) files.set(element.name.text, statement.moduleSpecifier.text);
  }
  return Object.fromEntries(
    properties(index, "Database").map((table) => {
      if (!table.type || !ts.isTypeReferenceNode(table.type) || !ts.isIdentifier(table.type.typeName)) {
        throw new Error(`${nameOf(table)} must name its table's interface`);
      }
      const type = table.type.typeName.text;
      const file = files.get(type);
      if (!file) throw new Error(`db/schema/index.ts does not import ${type}`);
      return [nameOf(table), properties(parse(file), type).map(nameOf).sort()];
    }),
  );
}

describe("the declared schema", () => {
  it("names tables with columns", () => {
    const tables = declaredTables();
    expect(Object.keys(tables)).toContain("statement");
    expect(tables["statement"]).toContain("body");
    for (const columns of Object.values(tables)) expect(columns).not.toHaveLength(0);
  });
});

onBothDatabases("migrations", (open) => {
  it("make the tables and columns that db/schema declares", async () => {
    const { db } = await open();
    const made = Object.fromEntries(
      (await db.introspection.getTables())
        .filter((table) => !table.isView)
        .map((table) => [table.name, table.columns.map((column) => column.name).sort()]),
    );
    expect(made).toEqual(declaredTables());
  });

  it("do nothing the second time", async () => {
    const { db } = await open();
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrateToLatest(db)).toEqual([]);
  });

  it("leave the clock where the test put it", async () => {
    const context = await open({ now: "2018-06-04T09:00:00.000Z" });
    expect(context.now().slice(0, 16)).toBe("2018-06-04T09:00");
    expect(context.clockMoved).toBe(true);
  });

  it("give every test a database of its own", async () => {
    const [one, two] = [await open(), await open()];
    await one.db.insertInto("setting").values({ key: "whose", value: "one" }).execute();
    expect(await two.read.selectFrom("setting").selectAll().where("key", "=", "whose").execute()).toEqual([]);
  });

  it("on SQLite make STRICT tables only, and every commit is durable", async () => {
    const { db, kind } = await open();
    if (kind !== "sqlite") return;
    const tables = await sql<{ name: string; strict: number }>`pragma table_list`.execute(db);
    const own = tables.rows.filter((table) => !/^(sqlite_|kysely_)/.test(table.name));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((table) => table.strict !== 1).map((table) => table.name)).toEqual([]);

    const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    expect(synchronous.rows[0]?.synchronous, "2 is FULL").toBe(2);
  });
});
