PRAGMA application_id = 1685416314;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE alignment (
	id INTEGER NOT NULL,
	pair_id INTEGER NOT NULL,
	signature TEXT NOT NULL,
	elapsed FLOAT NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	sealed BOOLEAN NOT NULL,
	CONSTRAINT pk_alignment PRIMARY KEY (id),
	CONSTRAINT fk_alignment_pair_id FOREIGN KEY(pair_id) REFERENCES pair (id)
);
INSERT INTO "alignment" VALUES(1,1,'enc:test|version:1',1.5,'2026-11-25T07:06:20.377882+00:00',1);
INSERT INTO "alignment" VALUES(2,1,'enc:test|version:2',0.5,'2026-11-25T07:06:20.381981+00:00',1);
CREATE TABLE alignment_bead (
	alignment_id INTEGER NOT NULL,
	bead_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	probability FLOAT NOT NULL,
	CONSTRAINT pk_alignment_bead PRIMARY KEY (alignment_id, bead_id),
	CONSTRAINT uq_alignment_bead_alignment_id_number UNIQUE (alignment_id, number),
	CONSTRAINT ck_alignment_bead_probability CHECK (0 <= probability AND probability <= 1),
	CONSTRAINT fk_alignment_bead_alignment_id FOREIGN KEY(alignment_id) REFERENCES alignment (id),
	CONSTRAINT fk_alignment_bead_bead_id FOREIGN KEY(bead_id) REFERENCES bead (id)
)
 WITHOUT ROWID

;
INSERT INTO "alignment_bead" VALUES(1,1,0,0.9);
INSERT INTO "alignment_bead" VALUES(1,2,1,0.8);
INSERT INTO "alignment_bead" VALUES(1,3,2,0.7);
INSERT INTO "alignment_bead" VALUES(1,4,3,0.6);
INSERT INTO "alignment_bead" VALUES(2,1,0,0.9);
INSERT INTO "alignment_bead" VALUES(2,3,3,0.7);
INSERT INTO "alignment_bead" VALUES(2,5,1,0.8);
INSERT INTO "alignment_bead" VALUES(2,6,2,0.75);
CREATE TABLE bead (
	id INTEGER NOT NULL,
	pair_id INTEGER NOT NULL,
	source TEXT NOT NULL,
	target TEXT NOT NULL,
	CONSTRAINT pk_bead PRIMARY KEY (id),
	CONSTRAINT uq_bead_pair_id_source_target UNIQUE (pair_id, source, target),
	CONSTRAINT fk_bead_pair_id FOREIGN KEY(pair_id) REFERENCES pair (id)
);
INSERT INTO "bead" VALUES(1,1,'[0]','[0]');
INSERT INTO "bead" VALUES(2,1,'[2,3]','[1]');
INSERT INTO "bead" VALUES(3,1,'[4]','[]');
INSERT INTO "bead" VALUES(4,1,'[]','[2]');
INSERT INTO "bead" VALUES(5,1,'[2]','[1]');
INSERT INTO "bead" VALUES(6,1,'[3]','[2]');
CREATE TABLE bead_score (
	id INTEGER NOT NULL,
	bead_id INTEGER NOT NULL,
	edit_id INTEGER NOT NULL,
	value FLOAT NOT NULL,
	signature TEXT NOT NULL,
	findings TEXT NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_bead_score PRIMARY KEY (id),
	CONSTRAINT uq_bead_score_bead_id_edit_id_signature UNIQUE (bead_id, edit_id, signature),
	CONSTRAINT ck_bead_score_value CHECK (0 <= value AND value <= 1),
	CONSTRAINT fk_bead_score_bead_id FOREIGN KEY(bead_id) REFERENCES bead (id)
);
INSERT INTO "bead_score" VALUES(1,1,0,0.5,'q','[["name", "a name is lost"]]','2026-11-25T07:06:20.389696+00:00');
CREATE TABLE document (
	number INTEGER NOT NULL,
	id VARCHAR(16) NOT NULL,
	name TEXT NOT NULL,
	raw BLOB NOT NULL,
	encoding TEXT NOT NULL,
	media_type TEXT NOT NULL,
	language TEXT NOT NULL,
	script TEXT,
	title TEXT NOT NULL,
	characters INTEGER NOT NULL,
	added_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_document PRIMARY KEY (number),
	CONSTRAINT uq_document_id UNIQUE (id)
);
INSERT INTO "document" VALUES(1,'c6d0cacc86c2b17b','海淀.zh.txt',X'E5889BE4B89AE5A4A7E8A1970AE69CACE68AA5E8AEB0E880850AE5BE88E783ADE997B9E380820AE4BABAE5BE88E5A49AE380820AE5AE8CE380820A','utf-8','text/plain','zh','Hans','创业大街',23,'2026-11-25T07:06:20.370211+00:00');
INSERT INTO "document" VALUES(2,'8e1be0631e4a97c5','haidian.de.txt',X'4469652053747261C39F650A536965206C6562742E0A566F6C6C20697374207369652E0A5465696C656E210A466F746F3A207072697661740A426F6E6A6F7572210A','utf-8','text/plain','de',NULL,'Die Straße',65,'2026-11-25T07:06:20.372966+00:00');
CREATE TABLE draft (
	id INTEGER NOT NULL,
	document_id VARCHAR(16) NOT NULL,
	position INTEGER NOT NULL,
	language TEXT NOT NULL,
	system_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	findings TEXT NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_draft PRIMARY KEY (id),
	CONSTRAINT uq_draft_document_id_position_language_system_id UNIQUE (document_id, position, language, system_id),
	CONSTRAINT fk_draft_document_id_position FOREIGN KEY(document_id, position) REFERENCES segment (document_id, position),
	CONSTRAINT fk_draft_system_id FOREIGN KEY(system_id) REFERENCES system (id)
);
INSERT INTO "draft" VALUES(1,'c6d0cacc86c2b17b',2,'en',1,'Lively.','[["copy", "copied"]]','2026-11-25T07:06:20.387225+00:00');
INSERT INTO "draft" VALUES(2,'c6d0cacc86c2b17b',3,'en',1,'Many people.','[]','2026-11-25T07:06:20.387805+00:00');
CREATE TABLE draft_score (
	id INTEGER NOT NULL,
	draft_id INTEGER NOT NULL,
	value FLOAT NOT NULL,
	signature TEXT NOT NULL,
	findings TEXT NOT NULL,
	created_at VARCHAR(32) NOT NULL,
	CONSTRAINT pk_draft_score PRIMARY KEY (id),
	CONSTRAINT uq_draft_score_draft_id_signature UNIQUE (draft_id, signature),
	CONSTRAINT ck_draft_score_value CHECK (0 <= value AND value <= 1),
	CONSTRAINT fk_draft_score_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id)
);
INSERT INTO "draft_score" VALUES(1,1,0.25,'q','[]','2026-11-25T07:06:20.391364+00:00');
CREATE TABLE ledger_entry (
	document_id VARCHAR(16) NOT NULL,
	number INTEGER NOT NULL,
	step TEXT NOT NULL,
	raw_start INTEGER NOT NULL,
	raw_end INTEGER NOT NULL,
	"before" TEXT NOT NULL,
	"after" TEXT,
	reason TEXT NOT NULL,
	confidence FLOAT NOT NULL,
	CONSTRAINT pk_ledger_entry PRIMARY KEY (document_id, number),
	CONSTRAINT fk_ledger_entry_document_id FOREIGN KEY(document_id) REFERENCES document (id)
)
 WITHOUT ROWID

;
INSERT INTO "ledger_entry" VALUES('8e1be0631e4a97c5',0,'spaces',0,1,'　','','an ideographic space opens the line',0.5);
INSERT INTO "ledger_entry" VALUES('c6d0cacc86c2b17b',0,'spaces',0,1,'　','','an ideographic space opens the line',0.5);
CREATE TABLE pair (
	id INTEGER NOT NULL,
	source_id VARCHAR(16) NOT NULL,
	target_id VARCHAR(16) NOT NULL,
	probability FLOAT NOT NULL,
	origin VARCHAR(8) NOT NULL,
	CONSTRAINT pk_pair PRIMARY KEY (id),
	CONSTRAINT uq_pair_source_id_target_id UNIQUE (source_id, target_id),
	CONSTRAINT ck_pair_two_documents CHECK (source_id <> target_id),
	CONSTRAINT ck_pair_probability CHECK (0 <= probability AND probability <= 1),
	CONSTRAINT ck_pair_origin CHECK (origin IN ('found', 'named')),
	CONSTRAINT fk_pair_source_id FOREIGN KEY(source_id) REFERENCES document (id),
	CONSTRAINT fk_pair_target_id FOREIGN KEY(target_id) REFERENCES document (id)
);
INSERT INTO "pair" VALUES(1,'c6d0cacc86c2b17b','8e1be0631e4a97c5',0.95,'found');
CREATE TABLE placement (
	alignment_id INTEGER NOT NULL,
	document_id VARCHAR(16) NOT NULL,
	position INTEGER NOT NULL,
	state VARCHAR(32) NOT NULL,
	bead_id INTEGER,
	CONSTRAINT pk_placement PRIMARY KEY (alignment_id, document_id, position),
	CONSTRAINT fk_placement_document_id_position FOREIGN KEY(document_id, position) REFERENCES segment (document_id, position),
	CONSTRAINT fk_placement_alignment_id_bead_id FOREIGN KEY(alignment_id, bead_id) REFERENCES alignment_bead (alignment_id, bead_id),
	CONSTRAINT ck_placement_bead CHECK ((state IN ('linked', 'omitted', 'added')) = (bead_id IS NOT NULL)),
	CONSTRAINT fk_placement_alignment_id FOREIGN KEY(alignment_id) REFERENCES alignment (id),
	CONSTRAINT ck_placement_state CHECK (state IN ('linked', 'omitted', 'added', 'byline', 'caption', 'boilerplate', 'wrong-language', 'undecided'))
)
 WITHOUT ROWID

;
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',0,'linked',1);
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',1,'linked',2);
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',2,'added',4);
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',3,'boilerplate',NULL);
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',4,'caption',NULL);
INSERT INTO "placement" VALUES(1,'8e1be0631e4a97c5',5,'wrong-language',NULL);
INSERT INTO "placement" VALUES(1,'c6d0cacc86c2b17b',0,'linked',1);
INSERT INTO "placement" VALUES(1,'c6d0cacc86c2b17b',1,'byline',NULL);
INSERT INTO "placement" VALUES(1,'c6d0cacc86c2b17b',2,'linked',2);
INSERT INTO "placement" VALUES(1,'c6d0cacc86c2b17b',3,'linked',2);
INSERT INTO "placement" VALUES(1,'c6d0cacc86c2b17b',4,'omitted',3);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',0,'linked',1);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',1,'linked',5);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',2,'linked',6);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',3,'boilerplate',NULL);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',4,'caption',NULL);
INSERT INTO "placement" VALUES(2,'8e1be0631e4a97c5',5,'wrong-language',NULL);
INSERT INTO "placement" VALUES(2,'c6d0cacc86c2b17b',0,'linked',1);
INSERT INTO "placement" VALUES(2,'c6d0cacc86c2b17b',1,'byline',NULL);
INSERT INTO "placement" VALUES(2,'c6d0cacc86c2b17b',2,'linked',5);
INSERT INTO "placement" VALUES(2,'c6d0cacc86c2b17b',3,'linked',6);
INSERT INTO "placement" VALUES(2,'c6d0cacc86c2b17b',4,'omitted',3);
CREATE TABLE segment (
	document_id VARCHAR(16) NOT NULL,
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	raw_start INTEGER NOT NULL,
	raw_end INTEGER NOT NULL,
	paragraph INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	CONSTRAINT pk_segment PRIMARY KEY (document_id, position),
	CONSTRAINT ck_segment_position CHECK (position >= 0),
	CONSTRAINT ck_segment_raw CHECK (0 <= raw_start AND raw_start <= raw_end),
	CONSTRAINT fk_segment_document_id FOREIGN KEY(document_id) REFERENCES document (id),
	CONSTRAINT ck_segment_kind CHECK (kind IN ('text', 'heading', 'byline', 'caption', 'boilerplate', 'wrong-language'))
)
 WITHOUT ROWID

;
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',0,'Die Straße',0,10,0,'text');
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',1,'Sie lebt.',11,20,1,'text');
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',2,'Voll ist sie.',21,34,2,'text');
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',3,'Teilen!',35,42,3,'boilerplate');
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',4,'Foto: privat',43,55,4,'caption');
INSERT INTO "segment" VALUES('8e1be0631e4a97c5',5,'Bonjour!',56,64,5,'wrong-language');
INSERT INTO "segment" VALUES('c6d0cacc86c2b17b',0,'创业大街',0,4,0,'heading');
INSERT INTO "segment" VALUES('c6d0cacc86c2b17b',1,'本报记者',5,9,1,'byline');
INSERT INTO "segment" VALUES('c6d0cacc86c2b17b',2,'很热闹。',10,14,2,'text');
INSERT INTO "segment" VALUES('c6d0cacc86c2b17b',3,'人很多。',15,19,3,'text');
INSERT INTO "segment" VALUES('c6d0cacc86c2b17b',4,'完。',20,22,4,'text');
CREATE TABLE system (
	id INTEGER NOT NULL,
	name TEXT NOT NULL,
	revision TEXT NOT NULL,
	options TEXT NOT NULL,
	licence TEXT NOT NULL,
	CONSTRAINT pk_system PRIMARY KEY (id),
	CONSTRAINT uq_system_name_revision_options_licence UNIQUE (name, revision, options, licence)
);
INSERT INTO "system" VALUES(1,'gemma','r1','greedy','Gemma');
CREATE TABLE vectors (
	document_id VARCHAR(16) NOT NULL,
	encoding TEXT NOT NULL,
	data BLOB NOT NULL,
	CONSTRAINT pk_vectors PRIMARY KEY (document_id, encoding),
	CONSTRAINT fk_vectors_document_id FOREIGN KEY(document_id) REFERENCES document (id)
);
INSERT INTO "vectors" VALUES('c6d0cacc86c2b17b','test',X'0001');
CREATE TABLE verdict (
	id INTEGER NOT NULL,
	bead_id INTEGER NOT NULL,
	action VARCHAR(32) NOT NULL,
	reviewer TEXT NOT NULL,
	at VARCHAR(32) NOT NULL,
	source_text TEXT,
	target_text TEXT,
	note TEXT,
	CONSTRAINT pk_verdict PRIMARY KEY (id),
	CONSTRAINT ck_verdict_edit CHECK (action <> 'edit' OR source_text IS NOT NULL OR target_text IS NOT NULL),
	CONSTRAINT fk_verdict_bead_id FOREIGN KEY(bead_id) REFERENCES bead (id),
	CONSTRAINT ck_verdict_action CHECK (action IN ('accept', 'reject', 'edit', 'note', 'undo'))
);
INSERT INTO "verdict" VALUES(1,1,'accept','ana','2026-11-22T12:00:00.000000+00:00',NULL,NULL,NULL);
INSERT INTO "verdict" VALUES(2,5,'edit','ben','2026-11-22T12:00:00.000000+00:00',NULL,'Sie lebt, und wie.',NULL);
CREATE INDEX ix_pair_target_id ON pair (target_id);
CREATE INDEX ix_alignment_pair_id ON alignment (pair_id);
CREATE INDEX ix_alignment_bead_bead_id ON alignment_bead (bead_id);
CREATE INDEX ix_verdict_bead_id ON verdict (bead_id);
CREATE TRIGGER document_update BEFORE UPDATE ON "document" WHEN 1 BEGIN SELECT RAISE(ABORT, 'document is never changed'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON "document" WHEN 1 BEGIN SELECT RAISE(ABORT, 'document is never deleted'); END;
CREATE TRIGGER document_once BEFORE INSERT ON "document" WHEN EXISTS (SELECT 1 FROM "document" WHERE (number = NEW.number) OR (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'document is never replaced'); END;
CREATE TRIGGER segment_update BEFORE UPDATE ON "segment" WHEN 1 BEGIN SELECT RAISE(ABORT, 'segment is never changed'); END;
CREATE TRIGGER segment_delete BEFORE DELETE ON "segment" WHEN 1 BEGIN SELECT RAISE(ABORT, 'segment is never deleted'); END;
CREATE TRIGGER segment_once BEFORE INSERT ON "segment" WHEN EXISTS (SELECT 1 FROM "segment" WHERE (document_id = NEW.document_id AND position = NEW.position)) BEGIN SELECT RAISE(ABORT, 'segment is never replaced'); END;
CREATE TRIGGER ledger_entry_update BEFORE UPDATE ON "ledger_entry" WHEN 1 BEGIN SELECT RAISE(ABORT, 'ledger_entry is never changed'); END;
CREATE TRIGGER ledger_entry_delete BEFORE DELETE ON "ledger_entry" WHEN 1 BEGIN SELECT RAISE(ABORT, 'ledger_entry is never deleted'); END;
CREATE TRIGGER ledger_entry_once BEFORE INSERT ON "ledger_entry" WHEN EXISTS (SELECT 1 FROM "ledger_entry" WHERE (document_id = NEW.document_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'ledger_entry is never replaced'); END;
CREATE TRIGGER bead_update BEFORE UPDATE ON "bead" WHEN 1 BEGIN SELECT RAISE(ABORT, 'bead is never changed'); END;
CREATE TRIGGER bead_delete BEFORE DELETE ON "bead" WHEN 1 BEGIN SELECT RAISE(ABORT, 'bead is never deleted'); END;
CREATE TRIGGER bead_once BEFORE INSERT ON "bead" WHEN EXISTS (SELECT 1 FROM "bead" WHERE (id = NEW.id) OR (pair_id = NEW.pair_id AND source = NEW.source AND target = NEW.target)) BEGIN SELECT RAISE(ABORT, 'bead is never replaced'); END;
CREATE TRIGGER verdict_update BEFORE UPDATE ON "verdict" WHEN 1 BEGIN SELECT RAISE(ABORT, 'verdict is never changed'); END;
CREATE TRIGGER verdict_delete BEFORE DELETE ON "verdict" WHEN 1 BEGIN SELECT RAISE(ABORT, 'verdict is never deleted'); END;
CREATE TRIGGER verdict_once BEFORE INSERT ON "verdict" WHEN EXISTS (SELECT 1 FROM "verdict" WHERE (id = NEW.id)) BEGIN SELECT RAISE(ABORT, 'verdict is never replaced'); END;
CREATE TRIGGER system_update BEFORE UPDATE ON "system" WHEN 1 BEGIN SELECT RAISE(ABORT, 'system is never changed'); END;
CREATE TRIGGER system_delete BEFORE DELETE ON "system" WHEN 1 BEGIN SELECT RAISE(ABORT, 'system is never deleted'); END;
CREATE TRIGGER system_once BEFORE INSERT ON "system" WHEN EXISTS (SELECT 1 FROM "system" WHERE (id = NEW.id) OR (name = NEW.name AND revision = NEW.revision AND options = NEW.options AND licence = NEW.licence)) BEGIN SELECT RAISE(ABORT, 'system is never replaced'); END;
CREATE TRIGGER draft_update BEFORE UPDATE ON "draft" WHEN 1 BEGIN SELECT RAISE(ABORT, 'draft is never changed'); END;
CREATE TRIGGER draft_delete BEFORE DELETE ON "draft" WHEN 1 BEGIN SELECT RAISE(ABORT, 'draft is never deleted'); END;
CREATE TRIGGER draft_once BEFORE INSERT ON "draft" WHEN EXISTS (SELECT 1 FROM "draft" WHERE (id = NEW.id) OR (document_id = NEW.document_id AND position = NEW.position AND language = NEW.language AND system_id = NEW.system_id)) BEGIN SELECT RAISE(ABORT, 'draft is never replaced'); END;
CREATE TRIGGER bead_score_update BEFORE UPDATE ON "bead_score" WHEN 1 BEGIN SELECT RAISE(ABORT, 'bead_score is never changed'); END;
CREATE TRIGGER bead_score_delete BEFORE DELETE ON "bead_score" WHEN 1 BEGIN SELECT RAISE(ABORT, 'bead_score is never deleted'); END;
CREATE TRIGGER bead_score_once BEFORE INSERT ON "bead_score" WHEN EXISTS (SELECT 1 FROM "bead_score" WHERE (id = NEW.id) OR (bead_id = NEW.bead_id AND edit_id = NEW.edit_id AND signature = NEW.signature)) BEGIN SELECT RAISE(ABORT, 'bead_score is never replaced'); END;
CREATE TRIGGER draft_score_update BEFORE UPDATE ON "draft_score" WHEN 1 BEGIN SELECT RAISE(ABORT, 'draft_score is never changed'); END;
CREATE TRIGGER draft_score_delete BEFORE DELETE ON "draft_score" WHEN 1 BEGIN SELECT RAISE(ABORT, 'draft_score is never deleted'); END;
CREATE TRIGGER draft_score_once BEFORE INSERT ON "draft_score" WHEN EXISTS (SELECT 1 FROM "draft_score" WHERE (id = NEW.id) OR (draft_id = NEW.draft_id AND signature = NEW.signature)) BEGIN SELECT RAISE(ABORT, 'draft_score is never replaced'); END;
CREATE TRIGGER segment_settled BEFORE INSERT ON "segment" WHEN EXISTS (SELECT 1 FROM pair WHERE NEW.document_id IN (source_id, target_id)) BEGIN SELECT RAISE(ABORT, 'a paired document takes no new segments'); END;
CREATE TRIGGER pair_fixed BEFORE UPDATE OF id, source_id, target_id ON "pair" WHEN 1 BEGIN SELECT RAISE(ABORT, 'a pair keeps its documents'); END;
CREATE TRIGGER pair_once BEFORE INSERT ON "pair" WHEN EXISTS (SELECT 1 FROM pair WHERE id = NEW.id OR source_id = NEW.source_id AND target_id = NEW.target_id) BEGIN SELECT RAISE(ABORT, 'pair is never replaced'); END;
CREATE TRIGGER alignment_open BEFORE INSERT ON "alignment" WHEN NEW.sealed BEGIN SELECT RAISE(ABORT, 'an alignment is sealed after its beads are there'); END;
CREATE TRIGGER alignment_once BEFORE INSERT ON "alignment" WHEN EXISTS (SELECT 1 FROM alignment WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'alignment is never replaced'); END;
CREATE TRIGGER alignment_delete BEFORE DELETE ON "alignment" WHEN OLD.sealed BEGIN SELECT RAISE(ABORT, 'a sealed alignment is never deleted'); END;
CREATE TRIGGER alignment_update BEFORE UPDATE ON "alignment" WHEN OLD.sealed OR (OLD.id, OLD.pair_id, OLD.signature, OLD.elapsed, OLD.created_at) IS NOT (NEW.id, NEW.pair_id, NEW.signature, NEW.elapsed, NEW.created_at) BEGIN SELECT RAISE(ABORT, 'an alignment is sealed once and never changed'); END;
CREATE TRIGGER seal_covers BEFORE UPDATE OF sealed ON "alignment" WHEN NEW.sealed AND EXISTS (
            SELECT 1 FROM pair JOIN segment ON segment.document_id IN (pair.source_id, pair.target_id)
            WHERE pair.id = NEW.pair_id AND NOT EXISTS (
                SELECT 1 FROM placement WHERE placement.alignment_id = NEW.id
                AND placement.document_id = segment.document_id AND placement.position = segment.position)) BEGIN SELECT RAISE(ABORT, 'a segment has no state in this alignment'); END;
CREATE TRIGGER seal_kinds BEFORE UPDATE OF sealed ON "alignment" WHEN NEW.sealed AND EXISTS (
            SELECT 1 FROM placement JOIN segment USING (document_id, position) JOIN pair ON pair.id = NEW.pair_id
            WHERE placement.alignment_id = NEW.id AND (
                placement.document_id NOT IN (pair.source_id, pair.target_id)
                OR (segment.kind IN ('text', 'heading'))
                    <> (placement.state IN ('linked', 'omitted', 'added', 'undecided'))
                OR segment.kind NOT IN ('text', 'heading') AND segment.kind <> placement.state)) BEGIN SELECT RAISE(ABORT, 'a segment is placed in a state that its kind does not have'); END;
CREATE TRIGGER seal_states BEFORE UPDATE OF sealed ON "alignment" WHEN NEW.sealed AND EXISTS (
            SELECT 1 FROM placement JOIN bead ON bead.id = placement.bead_id JOIN pair ON pair.id = NEW.pair_id
            WHERE placement.alignment_id = NEW.id AND (
                bead.pair_id <> NEW.pair_id
                OR placement.state <> CASE
                    WHEN bead.target = '[]' THEN 'omitted' WHEN bead.source = '[]' THEN 'added' ELSE 'linked' END
                OR placement.position NOT IN (SELECT value FROM json_each(
                    CASE placement.document_id WHEN pair.source_id THEN bead.source ELSE bead.target END)))) BEGIN SELECT RAISE(ABORT, 'a segment is placed in a state that its bead does not have'); END;
CREATE TRIGGER seal_beads BEFORE UPDATE OF sealed ON "alignment" WHEN NEW.sealed AND EXISTS (
            SELECT 1 FROM alignment_bead JOIN bead ON bead.id = alignment_bead.bead_id
            WHERE alignment_bead.alignment_id = NEW.id
            AND json_array_length(bead.source) + json_array_length(bead.target) <> (
                SELECT count(*) FROM placement
                WHERE placement.alignment_id = NEW.id AND placement.bead_id = bead.id)) BEGIN SELECT RAISE(ABORT, 'a bead has a segment that is not placed in it'); END;
CREATE TRIGGER alignment_bead_insert BEFORE INSERT ON "alignment_bead" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (NEW.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its alignment_bead'); END;
CREATE TRIGGER alignment_bead_update BEFORE UPDATE ON "alignment_bead" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (OLD.alignment_id, NEW.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its alignment_bead'); END;
CREATE TRIGGER alignment_bead_delete BEFORE DELETE ON "alignment_bead" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (OLD.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its alignment_bead'); END;
CREATE TRIGGER placement_insert BEFORE INSERT ON "placement" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (NEW.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its placement'); END;
CREATE TRIGGER placement_update BEFORE UPDATE ON "placement" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (OLD.alignment_id, NEW.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its placement'); END;
CREATE TRIGGER placement_delete BEFORE DELETE ON "placement" WHEN EXISTS (SELECT 1 FROM alignment WHERE sealed AND id IN (OLD.alignment_id)) BEGIN SELECT RAISE(ABORT, 'a sealed alignment keeps its placement'); END;
COMMIT;
