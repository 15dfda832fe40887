"""Vector art: SVG files become drawings, a closed model of paths filled and stroked with named inks."""
