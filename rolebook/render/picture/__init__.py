"""Pictures that other sites show of a page: PNG, drawn with the fonts of documents."""
