/** The schools of the demo, by URN, picked from the register: all nine regions, every phase, several trusts. */
export const demoSchools: number[] = [
  // North East: Byers Green, Teesdale, Rye Hills (both North East Learning Trust), Walworth, Ingleby Manor (Delta)
  114070, 144496, 148728, 114341, 140949,
  // North West: Earby Springfield, Rushbrook, Cansfield, Forwards Centre, Lowca, Everton Nursery
  119251, 138784, 106521, 142702, 112158, 104505,
  // Yorkshire and the Humber: Garton-on-the-Wolds, Christ Church Upper Armley, Darton (Delta too), Hessle, Ravenshall
  117977, 146306, 146320, 137306, 107799,
  // East Midlands: Ibstock Junior, Queen Elizabeth's, Holgate (both Diverse Academies), Brockwell Junior, Eagle
  119931, 144486, 139956, 112691, 120376,
  // West Midlands: Yew Tree, John Fletcher of Madeley, Thomas Alleyne's, Oldfields Hall (one trust), Regency
  142858, 123526, 144002, 145376, 140261,
  // East of England: Burrowmoor, Handford Hall, Beccles, Abbeygate Sixth Form
  150374, 144212, 138274, 147063,
  // London: Valence, Heathbrook, Acland Burghley, King Solomon, Stephen Hawking School
  101222, 100566, 100053, 102861, 131023,
  // South East: Goldstone, Sandwich Infant, Brakenhale, Redwood Park
  114398, 148502, 142577, 143828,
  // South West: Bridgerule, Henbury Court, Pool, Cranborne Middle
  145342, 139116, 136614, 113853,
];

/** Schools in the network whose teachers share but which take no part in partnering yet. */
export const notPartnering: number[] = [112158, 120376, 119251, 148502, 131023, 145342, 138274, 102861];

/** Local clusters, invented for the demo, that the register knows nothing of: what a coordinator pastes. */
export const demoGroups = `URN, group
148728, Tees and Dales Cluster
140949, Tees and Dales Cluster
144496, Tees and Dales Cluster
138784, Across the Pennines Hub
146306, Across the Pennines Hub
119251, Across the Pennines Hub
150374, Fenland Reading Hub
112691, Fenland Reading Hub
144212, Fenland Reading Hub
107799, Special Schools Circle
140261, Special Schools Circle
143828, Special Schools Circle
136614, West Country Enquiry Group
139116, West Country Enquiry Group`;
