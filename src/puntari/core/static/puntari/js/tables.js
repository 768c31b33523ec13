// Tables shown as cards lose their roles in some browsers; name them again.
const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

export function nameTableParts(root) {
  for (const table of root.querySelectorAll("table.responsive, table.bars")) {
    table.setAttribute("role", ROLES.table);
    for (const part of table.querySelectorAll("thead, tbody, tr, td")) {
      part.setAttribute("role", ROLES[part.localName]);
    }
    for (const head of table.querySelectorAll("th")) {
      head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
    }
  }
}
