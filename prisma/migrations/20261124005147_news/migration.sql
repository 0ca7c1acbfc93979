-- CreateIndex
CREATE INDEX "Snippet_networkId_levelRoseAt_idx" ON "Snippet"("networkId", "levelRoseAt");
