-- CreateTable
CREATE TABLE "School" (
    "urn" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "localAuthority" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "trust" TEXT,
    "urbanRural" TEXT,
    "percentFsm" DOUBLE PRECISION,
    "pupils" INTEGER,
    "easting" INTEGER,
    "northing" INTEGER,
    "postcode" TEXT,
    "town" TEXT,
    "successorUrn" INTEGER,
    "closedOn" DATE,
    "searchText" TEXT NOT NULL,

    CONSTRAINT "School_pkey" PRIMARY KEY ("urn")
);

-- CreateTable
CREATE TABLE "RegisterImport" (
    "id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "importedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RegisterImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Network" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "joinCode" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/London',
    "digestWeekday" INTEGER NOT NULL DEFAULT 3,
    "digestTime" TEXT NOT NULL DEFAULT '15:45',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Network_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Community" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channelId" TEXT,
    "joinedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "schoolUrn" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "topics" TEXT[],
    "seeks" TEXT[],
    "offers" TEXT[],
    "seekNote" TEXT,
    "offerNote" TEXT,
    "coordinator" BOOLEAN NOT NULL DEFAULT false,
    "digest" TEXT NOT NULL DEFAULT 'off',
    "digestAccountId" TEXT,
    "pausedUntil" TIMESTAMP(3),
    "joinedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalUserId" TEXT NOT NULL,
    "privateMessages" BOOLEAN NOT NULL DEFAULT false,
    "directChannelId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NamedCoordinator" (
    "networkId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "externalUserId" TEXT NOT NULL,
    "namedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "NamedCoordinator_pkey" PRIMARY KEY ("networkId","platform","externalUserId")
);

-- CreateTable
CREATE TABLE "Snippet" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "schoolUrn" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "did" TEXT NOT NULL,
    "know" TEXT,
    "topic" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "keyStage" TEXT,
    "localLevel" INTEGER NOT NULL DEFAULT 0,
    "researchLevel" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "levelRoseAt" TIMESTAMP(3),

    CONSTRAINT "Snippet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "snippetId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "design" TEXT NOT NULL,
    "pupilsBand" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "note" TEXT,
    "addedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DigestItem" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "memberId" TEXT,
    "snippetId" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "shownAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DigestItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SchoolGroup" (
    "networkId" TEXT NOT NULL,
    "urn" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "SchoolGroup_pkey" PRIMARY KEY ("networkId","urn","name")
);

-- CreateTable
CREATE TABLE "PartnerSchool" (
    "networkId" TEXT NOT NULL,
    "urn" INTEGER NOT NULL,
    "firstContactId" TEXT,
    "secondContactId" TEXT,
    "joinedAt" TIMESTAMP(3) NOT NULL,
    "leftAt" TIMESTAMP(3),

    CONSTRAINT "PartnerSchool_pkey" PRIMARY KEY ("networkId","urn")
);

-- CreateTable
CREATE TABLE "Round" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "openedAt" TIMESTAMP(3) NOT NULL,
    "draftedAt" TIMESTAMP(3),
    "publishedAt" TIMESTAMP(3),
    "draft" INTEGER NOT NULL DEFAULT 0,
    "inputs" JSONB,
    "outcome" JSONB,

    CONSTRAINT "Round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoundGroup" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "roundId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "reasons" JSONB NOT NULL,

    CONSTRAINT "RoundGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoundGroupSchool" (
    "networkId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "urn" INTEGER NOT NULL,

    CONSTRAINT "RoundGroupSchool_pkey" PRIMARY KEY ("groupId","urn")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "memberId" TEXT,
    "accountId" TEXT,
    "communityId" TEXT,
    "channelId" TEXT,
    "view" JSONB NOT NULL,
    "notBefore" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'due',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leasedUntil" TIMESTAMP(3),
    "unsure" BOOLEAN NOT NULL DEFAULT false,
    "externalId" TEXT,
    "reason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "id" TEXT NOT NULL,
    "receivedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "keptAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JobRun" (
    "job" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "plannedFor" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "outcome" TEXT,

    CONSTRAINT "JobRun_pkey" PRIMARY KEY ("job","networkId","plannedFor")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "School_localAuthority_idx" ON "School"("localAuthority");

-- CreateIndex
CREATE INDEX "RegisterImport_importedAt_idx" ON "RegisterImport"("importedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Network_joinCode_key" ON "Network"("joinCode");

-- CreateIndex
CREATE UNIQUE INDEX "Community_platform_externalId_key" ON "Community"("platform", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Community_networkId_id_key" ON "Community"("networkId", "id");

-- CreateIndex
CREATE INDEX "Member_networkId_schoolUrn_idx" ON "Member"("networkId", "schoolUrn");

-- CreateIndex
CREATE UNIQUE INDEX "Member_networkId_id_key" ON "Member"("networkId", "id");

-- CreateIndex
CREATE INDEX "Account_platform_externalUserId_idx" ON "Account"("platform", "externalUserId");

-- CreateIndex
CREATE INDEX "Account_networkId_memberId_idx" ON "Account"("networkId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_communityId_externalUserId_key" ON "Account"("communityId", "externalUserId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_networkId_id_key" ON "Account"("networkId", "id");

-- CreateIndex
CREATE INDEX "Snippet_networkId_createdAt_idx" ON "Snippet"("networkId", "createdAt");

-- CreateIndex
CREATE INDEX "Snippet_networkId_authorId_idx" ON "Snippet"("networkId", "authorId");

-- CreateIndex
CREATE INDEX "Snippet_networkId_topic_idx" ON "Snippet"("networkId", "topic");

-- CreateIndex
CREATE UNIQUE INDEX "Snippet_networkId_id_key" ON "Snippet"("networkId", "id");

-- CreateIndex
CREATE INDEX "Evidence_networkId_snippetId_idx" ON "Evidence"("networkId", "snippetId");

-- CreateIndex
CREATE INDEX "Evidence_networkId_addedAt_idx" ON "Evidence"("networkId", "addedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Evidence_networkId_id_key" ON "Evidence"("networkId", "id");

-- CreateIndex
CREATE INDEX "DigestItem_networkId_memberId_shownAt_idx" ON "DigestItem"("networkId", "memberId", "shownAt");

-- CreateIndex
CREATE UNIQUE INDEX "Round_networkId_id_key" ON "Round"("networkId", "id");

-- CreateIndex
CREATE INDEX "RoundGroup_networkId_roundId_idx" ON "RoundGroup"("networkId", "roundId");

-- CreateIndex
CREATE UNIQUE INDEX "RoundGroup_networkId_id_key" ON "RoundGroup"("networkId", "id");

-- CreateIndex
CREATE INDEX "RoundGroupSchool_networkId_urn_idx" ON "RoundGroupSchool"("networkId", "urn");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");

-- CreateIndex
CREATE INDEX "Delivery_state_notBefore_idx" ON "Delivery"("state", "notBefore");

-- CreateIndex
CREATE INDEX "Delivery_networkId_kind_idx" ON "Delivery"("networkId", "kind");

-- CreateIndex
CREATE INDEX "Inbox_receivedAt_idx" ON "Inbox"("receivedAt");

-- CreateIndex
CREATE INDEX "Draft_keptAt_idx" ON "Draft"("keptAt");

-- AddForeignKey
ALTER TABLE "Community" ADD CONSTRAINT "Community_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_schoolUrn_fkey" FOREIGN KEY ("schoolUrn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_networkId_communityId_fkey" FOREIGN KEY ("networkId", "communityId") REFERENCES "Community"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_networkId_memberId_fkey" FOREIGN KEY ("networkId", "memberId") REFERENCES "Member"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snippet" ADD CONSTRAINT "Snippet_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snippet" ADD CONSTRAINT "Snippet_networkId_authorId_fkey" FOREIGN KEY ("networkId", "authorId") REFERENCES "Member"("networkId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snippet" ADD CONSTRAINT "Snippet_schoolUrn_fkey" FOREIGN KEY ("schoolUrn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_networkId_snippetId_fkey" FOREIGN KEY ("networkId", "snippetId") REFERENCES "Snippet"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_networkId_memberId_fkey" FOREIGN KEY ("networkId", "memberId") REFERENCES "Member"("networkId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestItem" ADD CONSTRAINT "DigestItem_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestItem" ADD CONSTRAINT "DigestItem_networkId_memberId_fkey" FOREIGN KEY ("networkId", "memberId") REFERENCES "Member"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DigestItem" ADD CONSTRAINT "DigestItem_networkId_snippetId_fkey" FOREIGN KEY ("networkId", "snippetId") REFERENCES "Snippet"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolGroup" ADD CONSTRAINT "SchoolGroup_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchoolGroup" ADD CONSTRAINT "SchoolGroup_urn_fkey" FOREIGN KEY ("urn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerSchool" ADD CONSTRAINT "PartnerSchool_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerSchool" ADD CONSTRAINT "PartnerSchool_urn_fkey" FOREIGN KEY ("urn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerSchool" ADD CONSTRAINT "PartnerSchool_networkId_firstContactId_fkey" FOREIGN KEY ("networkId", "firstContactId") REFERENCES "Member"("networkId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PartnerSchool" ADD CONSTRAINT "PartnerSchool_networkId_secondContactId_fkey" FOREIGN KEY ("networkId", "secondContactId") REFERENCES "Member"("networkId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Round" ADD CONSTRAINT "Round_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundGroup" ADD CONSTRAINT "RoundGroup_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundGroup" ADD CONSTRAINT "RoundGroup_networkId_roundId_fkey" FOREIGN KEY ("networkId", "roundId") REFERENCES "Round"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundGroupSchool" ADD CONSTRAINT "RoundGroupSchool_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundGroupSchool" ADD CONSTRAINT "RoundGroupSchool_networkId_groupId_fkey" FOREIGN KEY ("networkId", "groupId") REFERENCES "RoundGroup"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundGroupSchool" ADD CONSTRAINT "RoundGroupSchool_urn_fkey" FOREIGN KEY ("urn") REFERENCES "School"("urn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_networkId_memberId_fkey" FOREIGN KEY ("networkId", "memberId") REFERENCES "Member"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_networkId_accountId_fkey" FOREIGN KEY ("networkId", "accountId") REFERENCES "Account"("networkId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
