"""New translations and how good translations are: translators, drafting, guards, metrics, quality."""
