export interface ArmAssembler {}
