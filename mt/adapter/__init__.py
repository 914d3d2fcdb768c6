"""The LoRA adapter of the embedded translator: data with a NOTICE.md on its licence, no code."""
