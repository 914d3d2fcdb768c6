"""What a text is and where it is kept: documents, segments, beads; reading, cleaning, segmentation; the store."""
