-- AlterTable
ALTER TABLE "JobRun" ADD COLUMN     "cursor" TEXT;

-- CreateTable
CREATE TABLE "DigestReader" (
    "networkId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "every" TEXT NOT NULL DEFAULT 'weekly',
    "weekday" INTEGER,
    "time" TEXT,
    "upTo" TIMESTAMP(3),

    CONSTRAINT "DigestReader_pkey" PRIMARY KEY ("networkId","memberId")
);

-- CreateTable
CREATE TABLE "DigestEdition" (
    "networkId" TEXT NOT NULL,
    "week" TEXT NOT NULL,
    "note" TEXT,
    "leftOut" TEXT[],
    "heldAt" TIMESTAMP(3),
    "upTo" TIMESTAMP(3),

    CONSTRAINT "DigestEdition_pkey" PRIMARY KEY ("networkId","week")
);

-- AddForeignKey
ALTER TABLE "DigestReader" ADD CONSTRAINT "DigestReader_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestReader" ADD CONSTRAINT "DigestReader_networkId_memberId_fkey" FOREIGN KEY ("networkId", "memberId") REFERENCES "Member"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestEdition" ADD CONSTRAINT "DigestEdition_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;
