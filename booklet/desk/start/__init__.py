"""The screen "Start": a first PROOF in five minutes, and afterwards the settings of the edition."""
