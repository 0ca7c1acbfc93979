-- By default a GIN index keeps new words in a list that every search reads through until it is full or a vacuum files them. Snippets
-- are looked for far more often than shared.
ALTER INDEX "Snippet_search_words" SET (fastupdate = off);
ALTER INDEX "Snippet_title_words" SET (fastupdate = off);
ALTER INDEX "Snippet_title_trigrams" SET (fastupdate = off);
ALTER INDEX "SnippetWord_trigrams" SET (fastupdate = off);
-- What waits in those lists is filed now.
SELECT gin_clean_pending_list('"Snippet_search_words"'), gin_clean_pending_list('"Snippet_title_words"'),
  gin_clean_pending_list('"Snippet_title_trigrams"'), gin_clean_pending_list('"SnippetWord_trigrams"');
