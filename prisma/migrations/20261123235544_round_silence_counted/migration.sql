-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "silenceCountedAt" TIMESTAMP(3);
