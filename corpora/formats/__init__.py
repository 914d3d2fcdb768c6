"""Files that leave and enter: TMX, tables, beads."""
