"""協働案件: the case, its sides, start type, forms, zones and number; everything else in the cycle hangs on it."""
