"""On PostgreSQL, makes a reference across essays impossible; on SQLite the write door sees to it.

Each single-column key (and its index) between content tables gives way to a composite one that
names the essay too. DEFERRABLE, since a batch may insert rows before those they refer to.
"""

from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


@dataclass(frozen=True)
class Key:
    """A column of a content table that names a row of another, and what that row's end means."""

    table: str
    column: str
    to: str
    falls: bool = True

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_same_essay"


KEYS = (
    Key("node", "source_id", "source", falls=False),
    Key("relation", "target_node_id", "node"),
    Key("relation", "target_relation_id", "relation"),
    Key("premise", "relation_id", "relation"),
    Key("premise", "node_id", "node"),
    Key("anchor", "node_id", "node"),
    Key("anchor", "relation_id", "relation"),
)


def compose_keys(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Replace the single-column keys by composite ones."""
    if editor.connection.vendor != "postgresql":
        return
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for key in KEYS:
        _drop_single(editor, key)
        end = "CASCADE" if key.falls else "NO ACTION"
        editor.execute(
            f"ALTER TABLE essays_{key.table} ADD CONSTRAINT {key.name}"
            f" FOREIGN KEY (essay_id, {key.column}) REFERENCES essays_{key.to} (essay_id, id)"
            f" ON DELETE {end} DEFERRABLE INITIALLY DEFERRED"
        )


def _drop_single(editor: BaseDatabaseSchemaEditor, key: Key) -> None:
    table = f"essays_{key.table}"
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, table)
    for name, what in found.items():
        if what["columns"] != [key.column]:
            continue
        if what["foreign_key"]:
            editor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        elif what["index"] and not what["unique"]:
            editor.execute(f'DROP INDEX "{name}"')


class Migration(migrations.Migration):
    dependencies = [("essays", "0001_initial")]
    operations = [migrations.RunPython(compose_keys, migrations.RunPython.noop)]
