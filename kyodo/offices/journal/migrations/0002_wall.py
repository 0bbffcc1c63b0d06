"""The second wall: on PostgreSQL the database itself refuses to change or delete an entry of the journal."""

from django.db import migrations

BUILD = """
CREATE FUNCTION journal_entry_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal entries are neither changed nor deleted' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_entry_stands BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entry_stands();
"""
TEAR_DOWN = "DROP TRIGGER journal_entry_stands ON journal_entry; DROP FUNCTION journal_entry_stands();"


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BUILD)


def tear_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TEAR_DOWN)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(build, tear_down)]
