-- AlterTable
ALTER TABLE "Account" ALTER COLUMN "privateMessages" DROP NOT NULL,
ALTER COLUMN "privateMessages" DROP DEFAULT;

-- Written by hand: until now false was what stood there when nobody had been asked.
UPDATE "Account" SET "privateMessages" = NULL WHERE NOT "privateMessages";
