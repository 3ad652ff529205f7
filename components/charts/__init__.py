"""Building blocks of pictures: marks, lanes, axes, text widths."""
