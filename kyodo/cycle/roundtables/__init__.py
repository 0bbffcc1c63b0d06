"""パートナーテーブル: where both sides sit as equals, sitting by sitting, until the table has an outcome."""
