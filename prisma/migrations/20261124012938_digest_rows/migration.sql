-- One row for each digest instead of one for each item: a seventh of the rows. What was shown before stays known.
ALTER TABLE "DigestItem" DROP COLUMN "section";
ALTER TABLE "DigestItem" ALTER COLUMN "about" TYPE TEXT[] USING ARRAY["about"];
ALTER TABLE "DigestItem" ALTER COLUMN "about" DROP NOT NULL;
