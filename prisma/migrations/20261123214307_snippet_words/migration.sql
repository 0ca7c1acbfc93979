-- CreateTable
CREATE TABLE "SnippetWord" (
    "networkId" TEXT NOT NULL,
    "word" TEXT NOT NULL,

    CONSTRAINT "SnippetWord_pkey" PRIMARY KEY ("networkId","word")
);

-- AddForeignKey
ALTER TABLE "SnippetWord" ADD CONSTRAINT "SnippetWord_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: finding the word somebody meant.
CREATE INDEX "SnippetWord_trigrams" ON "SnippetWord" USING GIN ("word" gin_trgm_ops) WHERE "word" <> '';
