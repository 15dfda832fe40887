"""Stories of flowables on our pages, set by ReportLab's Platypus: flowables, frames, fonts, guests in, pages out."""
