"""The pages of documents (文档): the library and the reading room."""
