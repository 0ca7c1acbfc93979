-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "lettersFrom" INTEGER;
