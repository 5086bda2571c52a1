/** One value of this installation, such as the offset of the demonstration clock. */
export interface SettingTable {
  key: string;
  value: string;
}
