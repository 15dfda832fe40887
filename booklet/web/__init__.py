"""The guide for readers with a screen: a manuscript in, one web page or one EPUB out, as bytes."""
