"""The second wall: on PostgreSQL the database itself refuses to change or delete what somebody sent.

Only the rows of a file that was taken in by mistake can go again, while its intake is being undone.
"""

from django.db import migrations

BUILD = """
CREATE FUNCTION consultations_original_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM consultations_intake WHERE id = OLD.intake_id AND state = 'undoing'
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.text IS DISTINCT FROM OLD.text THEN
        RAISE EXCEPTION 'originals of submissions are neither changed nor deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER consultations_original_stands BEFORE UPDATE OF text OR DELETE ON consultations_submission
    FOR EACH ROW EXECUTE FUNCTION consultations_original_stands();
"""
TEAR_DOWN = """
DROP TRIGGER consultations_original_stands ON consultations_submission;
DROP FUNCTION consultations_original_stands();
"""


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BUILD)


def tear_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TEAR_DOWN)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0001_initial")]
    operations = [migrations.RunPython(build, tear_down)]
