-- Searching. Written by hand: Prisma's schema cannot say these things. The indexes are partial, which is what the searches ask
-- for, and which also hides them from Prisma's comparison, so that no later migration drops them.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- English words as the dictionary of Postgres stems them, whatever their accents. unaccent() as a function is not immutable and
-- cannot stand in a generated column; as a dictionary of a configuration it can.
CREATE TEXT SEARCH CONFIGURATION "staffroom" (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION "staffroom" ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

-- Schools: words in any order, beginnings of words, typing errors; names and postcodes by their beginning. In the order of "C" a
-- name that holds the typed word whole comes before one that only begins with it.
CREATE INDEX "School_searchText_trigrams" ON "School" USING GIN ("searchText" gin_trgm_ops) WHERE "status" = 'open';
CREATE INDEX "School_searchText_beginning" ON "School" ("searchText" COLLATE "C") WHERE "status" = 'open';
CREATE INDEX "School_postcode_beginning" ON "School" ("postcode" text_pattern_ops) WHERE "status" = 'open';

-- Snippets: title before problem and what was done, before how they would know; typing errors against the title.
ALTER TABLE "Snippet" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('staffroom', "title"), 'A')
  || setweight(to_tsvector('staffroom', "problem" || ' ' || "did"), 'B')
  || setweight(to_tsvector('staffroom', coalesce("know", '')), 'C')
) STORED;
CREATE INDEX "Snippet_search_words" ON "Snippet" USING GIN ("search") WHERE "withdrawnAt" IS NULL;
CREATE INDEX "Snippet_title_trigrams" ON "Snippet" USING GIN ("title" gin_trgm_ops) WHERE "withdrawnAt" IS NULL;
