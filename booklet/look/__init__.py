"""How things look, as values: layouts, brands, printers, barcodes. A file of each is read in `sources`."""
