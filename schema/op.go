package schema

// Op is one effect of a statement on the model, free of dialect: what the
// readers (schema/postgres, schema/tolerant, schema/source for meta-commands)
// produce and schema/replay applies. A statement has no, one or many Ops.
//
// Names inside an Op are as the statement wrote them (folded, not resolved
// against the search path): resolving is replay's business.
type Op interface{ op() }

// Statement is one statement read: its Ops, and where it stands.
type Statement struct {
	Origin Origin
	Verb   string // "CREATE TABLE", "GRANT": for messages and counts
	Ops    []Op
}

// Tables and columns.
type (
	// CreateTable creates Table. Like lists the tables its columns are copied
	// from (LIKE, INHERITS and PARTITION OF stand in Table.Parents).
	CreateTable struct {
		Table       *Table
		IfNotExists bool
		OrReplace   bool
		Like        []LikeTable
		OfType      *Name
		As          *View // CREATE TABLE ... AS SELECT: the query and its output columns
	}
	// DropTable drops tables.
	DropTable struct {
		Names    []Name
		IfExists bool
		Cascade  bool
		Origin   Origin
	}
	// RenameTable renames a table or view.
	RenameTable struct {
		From, To Name
		IfExists bool
		Origin   Origin
	}
	// SetSchema moves a table, view, type or function to another schema.
	SetSchema struct {
		Kind   ObjectKind
		Name   Name
		Schema string
		Origin Origin
	}
	// AddColumn adds a column to a table and, unless Only, to its children.
	AddColumn struct {
		Table       Name
		Column      *Column
		IfExists    bool // ALTER TABLE IF EXISTS
		IfNotExists bool
		Only        bool
		First       bool
		After       string
	}
	// DropColumn drops a column.
	DropColumn struct {
		Table    Name
		Column   string
		IfExists bool
		Cascade  bool
		Only     bool // not from the children
		Origin   Origin
	}
	// AlterColumn changes what it states: nil and false fields stay as they are.
	AlterColumn struct {
		Table        Name
		Column       string
		Type         *TypeRef
		NotNull      *bool
		Default      *Expr
		DropDefault  bool
		Identity     *bool
		DropGenerate bool
		Only         bool // not in the children
		Origin       Origin
	}
	// ReplaceColumn is MySQL's CHANGE and MODIFY: Column replaces the old one
	// whole, its name included.
	ReplaceColumn struct {
		Table    Name
		Old      string
		Column   *Column
		IfExists bool
		First    bool
		After    string
	}
	// RenameColumn renames a column of a table or view.
	RenameColumn struct {
		Table    Name
		From, To string
		IfExists bool
		Only     bool // not in the children
		Origin   Origin
	}
	// AddConstraint adds a constraint; a primary key makes its columns NOT NULL.
	AddConstraint struct {
		Table      Name
		Constraint *Constraint
		Only       bool // not to the children
	}
	// DropConstraint drops a constraint by name, or by kind where MySQL has no
	// name for it (DROP PRIMARY KEY).
	DropConstraint struct {
		Table    Name
		Name     string
		Kind     *ConstraintKind
		IfExists bool
		Origin   Origin
	}
	// RenameConstraint renames a constraint.
	RenameConstraint struct {
		Table    Name
		From, To string
		Origin   Origin
	}
	// CreateIndex creates an index.
	CreateIndex struct{ Index *Index }
	// DropIndex drops an index; Table is set in MySQL.
	DropIndex struct {
		Name   Name
		Table  *Name
		Origin Origin
	}
	// RenameIndex renames an index; Table is set in MySQL.
	RenameIndex struct {
		Name   Name
		Table  *Name
		To     string
		Origin Origin
	}
	// SetOwner gives an object an owner.
	SetOwner struct {
		Kind   ObjectKind
		Name   Name
		Owner  string
		Origin Origin
	}
	// SetRowSecurity switches row-level security; nil leaves a switch alone.
	SetRowSecurity struct {
		Table   Name
		Enabled *bool
		Forced  *bool
		Origin  Origin
	}
	// SetParent attaches a table to a parent (ATTACH PARTITION, INHERIT) or
	// detaches it.
	SetParent struct {
		Table, Parent Name
		Detach        bool
		Partition     bool
		Origin        Origin
	}
	// CreateTrigger creates a trigger.
	CreateTrigger struct{ Trigger *Trigger }
	// RenameTrigger renames a trigger.
	RenameTrigger struct {
		Table    Name
		From, To string
		Origin   Origin
	}
	// DropTrigger drops a trigger; Table is unset in MySQL and SQLite.
	DropTrigger struct {
		Name   string
		Table  *Name
		Origin Origin
	}
	// SetComment sets a comment; "" takes it away. Column is set for
	// ColumnObject.
	SetComment struct {
		Kind   ObjectKind
		Name   Name
		Column string
		Text   Text
	}
	// SetLabel sets a SECURITY LABEL on a table or column.
	SetLabel struct {
		Kind   ObjectKind
		Name   Name
		Column string
		Label  Label
	}
)

// LikeTable is a table that CREATE TABLE ... LIKE copies: its columns, their
// types and NOT NULL, and of the rest what Parts says.
type LikeTable struct {
	Name  Name
	Parts LikeParts
}

// LikeParts are what LIKE may copy beside the columns.
type LikeParts uint8

// The parts, as PostgreSQL's INCLUDING names them; MySQL's LIKE copies all.
const (
	LikeDefaults LikeParts = 1 << iota
	LikeGenerated
	LikeIdentity
	LikeKeys // INDEXES: primary and unique keys too
	LikeChecks
	LikeComments
	LikeAll = LikeDefaults | LikeGenerated | LikeIdentity | LikeKeys | LikeChecks | LikeComments
)

// Views, functions, types and schemas.
type (
	// CreateView creates or replaces a view.
	CreateView struct {
		View        *View
		OrReplace   bool
		IfNotExists bool
	}
	// AlterView changes a view's options; Unsaid stays as it is.
	AlterView struct {
		Name                             Name
		SecurityInvoker, SecurityBarrier Tri
		Origin                           Origin
	}
	// DropView drops views.
	DropView struct {
		Names    []Name
		IfExists bool
		Cascade  bool
		Origin   Origin
	}
	// CreateFunction creates or replaces a function or procedure.
	CreateFunction struct {
		Function  *Function
		OrReplace bool
	}
	// AlterFunction changes what it states. Body is set by MySQL's ALTER EVENT.
	AlterFunction struct {
		Name            Name
		Signature       *string // nil: the only function of that name
		SecurityDefiner Tri
		SearchPath      []string
		HasSearchPath   bool
		RenameTo        string
		ResetSearchPath bool // RESET search_path
		Body            string
		BodySpan        Span   // of Body
		Definer         string // of Body, where it is stated
		Origin          Origin
	}
	// DropFunction drops functions.
	DropFunction struct {
		Name      Name
		Signature *string
		IfExists  bool
		Origin    Origin
	}
	// CreateType creates an enum, domain or composite type.
	CreateType struct{ Type *Type }
	// AlterType changes an enum's labels, a domain, or a composite's attributes;
	// RenameFrom and Rename are a label or an attribute.
	AlterType struct {
		Name               Name
		AddLabel           string
		Beside             string // where AddLabel goes: before this label, or
		After              bool   // behind it; "" last
		RenameFrom, Rename string
		NewName            string
		NotNull            *bool   // of a domain
		AddCheck           *Expr   // of a domain
		AddAttr            *Column // of a composite
		DropAttr           string  // of a composite
		SetAttr            *Column // of a composite: the attribute's new type
		Origin             Origin
	}
	// DropType drops types.
	DropType struct {
		Names    []Name
		IfExists bool
		Cascade  bool // also the columns of the type
		Origin   Origin
	}
	// CreateSchema creates a schema; its elements follow as Ops of their own.
	CreateSchema struct {
		Schema      *Schema
		IfNotExists bool
	}
	// DropSchema drops a schema; with Cascade all that is in it.
	DropSchema struct {
		Name    string
		Cascade bool
		Origin  Origin
	}
	// RenameSchema renames a schema and with it all that is in it.
	RenameSchema struct {
		From, To string
		Origin   Origin
	}
)

// Session state.
type (
	// SetSearchPath is SET search_path, or USE in MySQL; nil Schemas reset it.
	SetSearchPath struct {
		Schemas []string
		Local   bool // until the transaction ends
		Origin  Origin
	}
	// SetRole is SET ROLE or SET SESSION AUTHORIZATION: the owner of what
	// follows; "" resets.
	SetRole struct {
		Role   string
		Local  bool // until the transaction ends
		Origin Origin
	}
	// ConnectTo is psql's \connect: what follows is another database.
	ConnectTo struct {
		Database string
		Origin   Origin
	}
	// Begin opens a transaction.
	Begin struct{ Origin Origin }
	// Commit closes it.
	Commit struct{ Origin Origin }
	// Savepoint marks a point to roll back to.
	Savepoint struct {
		Name   string
		Origin Origin
	}
	// Rollback undoes what followed BEGIN, or the savepoint To.
	Rollback struct {
		To     string
		Origin Origin
	}
	// DynamicDDL marks DDL that is built at run time and cannot be read.
	DynamicDDL struct {
		About  string // "row level security", "grant", or ""
		Origin Origin
	}
)

func (CreateTable) op()      {}
func (DropTable) op()        {}
func (RenameTable) op()      {}
func (SetSchema) op()        {}
func (AddColumn) op()        {}
func (DropColumn) op()       {}
func (AlterColumn) op()      {}
func (ReplaceColumn) op()    {}
func (RenameColumn) op()     {}
func (AddConstraint) op()    {}
func (DropConstraint) op()   {}
func (RenameConstraint) op() {}
func (CreateIndex) op()      {}
func (RenameIndex) op()      {}
func (DropIndex) op()        {}
func (SetOwner) op()         {}
func (SetRowSecurity) op()   {}
func (SetParent) op()        {}
func (CreateTrigger) op()    {}
func (RenameTrigger) op()    {}
func (DropTrigger) op()      {}
func (SetComment) op()       {}
func (SetLabel) op()         {}
func (CreateView) op()       {}
func (AlterView) op()        {}
func (DropView) op()         {}
func (CreateFunction) op()   {}
func (AlterFunction) op()    {}
func (DropFunction) op()     {}
func (CreateType) op()       {}
func (AlterType) op()        {}
func (DropType) op()         {}
func (CreateSchema) op()     {}
func (DropSchema) op()       {}
func (RenameSchema) op()     {}
func (SetSearchPath) op()    {}
func (SetRole) op()          {}
func (ConnectTo) op()        {}
func (Begin) op()            {}
func (Commit) op()           {}
func (Savepoint) op()        {}
func (Rollback) op()         {}
func (DynamicDDL) op()       {}
