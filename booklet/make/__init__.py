"""Making: what is asked for becomes jobs, jobs become files; files in folders, in packs and in campaigns."""
