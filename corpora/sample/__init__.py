"""The bundled article pair: a scraped Chinese page and its partial German translation."""
