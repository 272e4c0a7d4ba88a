"""Relations (勾稽): what must hold between the cells of a year's tables, which does not, and what the cause is."""
