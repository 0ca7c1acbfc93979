-- A national round writes 24,701 rows of each of these: their round's foreign key, which holds the network too, keeps them in it already.
-- DropForeignKey
ALTER TABLE "RoundGroup" DROP CONSTRAINT "RoundGroup_networkId_fkey";

-- DropForeignKey
ALTER TABLE "RoundGroupSchool" DROP CONSTRAINT "RoundGroupSchool_networkId_fkey";

-- DropForeignKey
ALTER TABLE "RoundInvitation" DROP CONSTRAINT "RoundInvitation_networkId_fkey";

-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "lettersFrom" INTEGER,
ALTER COLUMN "inputs" SET DATA TYPE JSON,
ALTER COLUMN "certificate" SET DATA TYPE JSON;

-- AlterTable
ALTER TABLE "RoundGroup" ALTER COLUMN "reasons" SET DATA TYPE JSON;

-- CreateIndex
CREATE INDEX "RoundGroupSchool_networkId_groupId_idx" ON "RoundGroupSchool"("networkId", "groupId");
