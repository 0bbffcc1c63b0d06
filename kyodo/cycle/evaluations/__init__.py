"""評価: both sides, blind, over 導入, 過程 and 成果; the talk about what differs; the seeds of what comes next."""
