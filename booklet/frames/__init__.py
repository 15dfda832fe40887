"""Stories of flowables on pages of ours, set by ReportLab's Platypus: flowables, frames, fonts, guests; pages out."""
