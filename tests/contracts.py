"""The import-linter contract that keeps a room's inside to itself (see `[tool.importlinter]`)."""

from collections.abc import Iterator

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomsContract(Contract):
    """One room imports of another only the modules named as doors.

    Options: `package` holds the rooms, `shared` are its parts open to everybody, `doors` the module names
    through which a room may be entered, `composers` the modules and packages that put the rooms together
    and so may import anything. Tests may also use another room's tests, and its models to set their scene,
    and the `fixtures`, which themselves may use all.
    """

    type_name = "rooms"

    package = fields.StringField()
    shared = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    composers = fields.SetField(subfield=fields.StringField(), required=False)
    fixtures = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        found = sorted(self.trespasses(graph))
        return ContractCheck(kept=not found, metadata={"trespasses": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} -> {imported}")

    def trespasses(self, graph: ImportGraph) -> Iterator[tuple[str, str]]:
        for importer in graph.modules:
            if self.is_bound(importer):
                for imported in graph.find_modules_directly_imported_by(importer):
                    if not self.allows(importer, imported):
                        yield importer, imported

    def is_bound(self, importer: str) -> bool:
        room = self.room(importer)
        return bool(room) and room not in (self.fixtures or ()) and not self.composes(importer)

    def composes(self, importer: str) -> bool:
        return any(importer == one or importer.startswith(f"{one}.") for one in self.composers or ())

    def allows(self, importer: str, imported: str) -> bool:
        room = self.room(imported)
        if room is None or room in self.shared or room == self.room(importer):
            return True
        opened = self.inside(imported)
        if "tests" in self.inside(importer):
            return room in (self.fixtures or ()) or bool({"tests", "models", *self.doors} & set(opened))
        return bool(opened) and opened[0] in self.doors

    def room(self, module: str) -> str | None:
        package, _, rest = module.partition(".")
        return rest.split(".")[0] if package == self.package and rest else None

    def inside(self, module: str) -> list[str]:
        return module.split(".")[2:]
