"""The rows of the index, and the database's own index over them."""

from django.db import migrations, models

# A later migration that rebuilds the table on SQLite (AlterField, AddField) must make the triggers again.
SQLITE = [
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title_words, body_words, marks,
        content='search_entry', content_rowid='place', columnsize=0, tokenize="ascii tokenchars ':._-'"
    )""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index (rowid, title_words, body_words, marks)
        VALUES (new.place, new.title_words, new.body_words, new.marks);
    END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, title_words, body_words, marks)
        VALUES ('delete', old.place, old.title_words, old.body_words, old.marks);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, title_words, body_words, marks)
        VALUES ('delete', old.place, old.title_words, old.body_words, old.marks);
        INSERT INTO search_index (rowid, title_words, body_words, marks)
        VALUES (new.place, new.title_words, new.body_words, new.marks);
    END""",
]
# Words that follow each other are lexemes of their own ("子供 食堂"), so that a phrase is found by the index alone.
# Words lie outside the row, so that a scan over many hits reads little; no pending list, which every search would read.
POSTGRESQL = [
    """CREATE FUNCTION search_lexemes(words text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(word) || array_agg(word || ' ' || next) FILTER (WHERE next IS NOT NULL), '{}')
        FROM unnest(string_to_array(words, ' '), (string_to_array(words, ' '))[2:]) AS list (word, next)
    $$""",
    "ALTER TABLE search_entry SET (toast_tuple_target = 128)",
    """ALTER TABLE search_entry ADD COLUMN title_index tsvector
        GENERATED ALWAYS AS (array_to_tsvector(search_lexemes(title_words))) STORED""",
    """ALTER TABLE search_entry ADD COLUMN all_index tsvector GENERATED ALWAYS AS (array_to_tsvector(
        search_lexemes(title_words) || search_lexemes(body_words) || string_to_array(marks, ' ')
    )) STORED""",
    "CREATE INDEX search_entry_title_index ON search_entry USING gin (title_index) WITH (fastupdate = off)",
    "CREATE INDEX search_entry_all_index ON search_entry USING gin (all_index) WITH (fastupdate = off)",
]


def build_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def remove_index(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute("DROP TABLE search_index" if sqlite else "DROP FUNCTION search_lexemes CASCADE")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="順位")),
                ("subject", models.CharField(max_length=100, unique=True, verbose_name="対象")),
                ("kind", models.CharField(max_length=60, verbose_name="種類")),
                ("title_words", models.TextField(verbose_name="題名の語")),
                ("body_words", models.TextField(blank=True, verbose_name="本文の語")),
                ("marks", models.TextField(verbose_name="しぼり込みの印")),
            ],
            options={
                "verbose_name": "索引項目",
                "indexes": [models.Index(fields=["kind", "subject"], name="search_kind")],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveBigIntegerField(default=0, verbose_name="通し番号")),
                ("edition", models.CharField(blank=True, max_length=60, verbose_name="版")),
                ("checked_on", models.DateField(null=True, verbose_name="照合日")),
            ],
            options={"verbose_name": "索引のしおり"},
        ),
        migrations.RunPython(build_index, remove_index),
    ]
