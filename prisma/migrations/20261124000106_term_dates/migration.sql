-- CreateTable
CREATE TABLE "TermDates" (
    "networkId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "startYear" INTEGER NOT NULL,
    "holidays" JSONB NOT NULL,
    "savedAt" TIMESTAMP(3) NOT NULL,
    "savedBy" TEXT,

    CONSTRAINT "TermDates_pkey" PRIMARY KEY ("networkId","scope","startYear")
);

-- AddForeignKey
ALTER TABLE "TermDates" ADD CONSTRAINT "TermDates_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;
