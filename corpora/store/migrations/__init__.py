"""How a project's tables came to be, one numbered step a file; run by `corpora.store.opening`."""
