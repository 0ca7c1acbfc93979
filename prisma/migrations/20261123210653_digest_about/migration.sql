-- DropForeignKey
ALTER TABLE "DigestItem" DROP CONSTRAINT "DigestItem_networkId_snippetId_fkey";

-- AlterTable
ALTER TABLE "DigestItem" DROP COLUMN "snippetId",
ADD COLUMN     "about" TEXT NOT NULL;
