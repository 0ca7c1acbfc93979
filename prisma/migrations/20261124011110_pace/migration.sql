-- CreateTable
CREATE TABLE "Pace" (
    "key" TEXT NOT NULL,
    "nextAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Pace_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Pace_nextAt_idx" ON "Pace"("nextAt");

-- What waits, in the order in which it leaves; and what waits for one person or channel, to keep that order (src/outbox/claim.ts).
CREATE INDEX "Delivery_waiting" ON "Delivery" ("notBefore", "createdAt", "id") WHERE "state" IN ('due', 'sending');
CREATE INDEX "Delivery_waiting_for" ON "Delivery" ("networkId", (COALESCE("memberId", "communityId" || ' ' || "channelId")))
  WHERE "state" IN ('due', 'sending');
