-- DropIndex
DROP INDEX "Snippet_networkId_topic_idx";

-- CreateIndex
CREATE INDEX "Snippet_networkId_topic_createdAt_idx" ON "Snippet"("networkId", "topic", "createdAt" DESC);
