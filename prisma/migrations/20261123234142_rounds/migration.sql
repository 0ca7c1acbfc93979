-- AlterTable
ALTER TABLE "Network" ADD COLUMN     "weights" JSONB;

-- AlterTable
ALTER TABLE "PartnerSchool" ADD COLUMN     "inactiveSince" TIMESTAMP(3),
ADD COLUMN     "mood" TEXT,
ADD COLUMN     "pausedUntil" TIMESTAMP(3),
ADD COLUMN     "silentRounds" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "cancelledAt" TIMESTAMP(3),
ADD COLUMN     "certificate" JSONB,
ADD COLUMN     "closesAt" TIMESTAMP(3),
ADD COLUMN     "endsAt" TIMESTAMP(3),
ADD COLUMN     "openedBy" TEXT,
ADD COLUMN     "phases" TEXT[],
ADD COLUMN     "regions" TEXT[],
ADD COLUMN     "remindedAt" TIMESTAMP(3),
ADD COLUMN     "sameRegion" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "takes" TEXT NOT NULL DEFAULT 'all';

-- AlterTable
ALTER TABLE "RoundGroup" ADD COLUMN     "askedEndAt" TIMESTAMP(3),
ADD COLUMN     "askedMiddleAt" TIMESTAMP(3),
ADD COLUMN     "endedAt" TIMESTAMP(3),
ADD COLUMN     "nudgedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "RoundGroupSchool" ADD COLUMN     "answeredAt" TIMESTAMP(3),
ADD COLUMN     "answeredBy" TEXT,
ADD COLUMN     "met" TEXT,
ADD COLUMN     "tried" TEXT,
ADD COLUMN     "troubleAt" TIMESTAMP(3),
ADD COLUMN     "wroteAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "RoundInvitation" (
    "networkId" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "urn" INTEGER NOT NULL,
    "answer" TEXT,
    "answeredAt" TIMESTAMP(3),
    "answeredBy" TEXT,
    "remindedAt" TIMESTAMP(3),
    "decided" TEXT,

    CONSTRAINT "RoundInvitation_pkey" PRIMARY KEY ("roundId","urn")
);

-- CreateTable
CREATE TABLE "PairRule" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "roundId" TEXT,
    "urnA" INTEGER NOT NULL,
    "urnB" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "madeBy" TEXT,
    "madeAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PairRule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PairRule_networkId_roundId_idx" ON "PairRule"("networkId", "roundId");

-- CreateIndex
CREATE UNIQUE INDEX "PairRule_networkId_id_key" ON "PairRule"("networkId", "id");

-- CreateIndex
CREATE INDEX "Round_networkId_openedAt_idx" ON "Round"("networkId", "openedAt");

-- AddForeignKey
ALTER TABLE "RoundInvitation" ADD CONSTRAINT "RoundInvitation_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundInvitation" ADD CONSTRAINT "RoundInvitation_networkId_roundId_fkey" FOREIGN KEY ("networkId", "roundId") REFERENCES "Round"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundInvitation" ADD CONSTRAINT "RoundInvitation_urn_fkey" FOREIGN KEY ("urn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PairRule" ADD CONSTRAINT "PairRule_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PairRule" ADD CONSTRAINT "PairRule_networkId_roundId_fkey" FOREIGN KEY ("networkId", "roundId") REFERENCES "Round"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
